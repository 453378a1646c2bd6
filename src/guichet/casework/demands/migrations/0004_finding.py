"""Search over demands, messages and names of files; saved views."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("demands", "0003_conversation")]

    operations: list[object] = []
