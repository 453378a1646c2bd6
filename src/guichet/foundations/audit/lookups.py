"""How thousands of rows found beforehand are named to the database."""

from typing import Any

from django.db import models


class Among(models.Lookup):
    """« is one of these thousand numbers », sent as one array: an `IN` would send a thousand
    parameters, which take more time to write and to read than the search itself."""

    output_field = models.BooleanField()
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, given = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*given, list(self.rhs))
