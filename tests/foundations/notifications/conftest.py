from collections.abc import Iterator

import pytest

from tests.jobs import forget_jobs


@pytest.fixture
def queue(transactional_db: None) -> Iterator[None]:
    """A queue that a real worker can see, emptied afterwards."""
    yield
    forget_jobs()
