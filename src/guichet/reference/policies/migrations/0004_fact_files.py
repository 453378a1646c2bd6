from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_facts")]

    operations: list[migrations.operations.base.Operation] = []
