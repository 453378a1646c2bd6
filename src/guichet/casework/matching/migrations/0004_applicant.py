from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_satisfaction")]

    operations: list[migrations.operations.base.Operation] = []
