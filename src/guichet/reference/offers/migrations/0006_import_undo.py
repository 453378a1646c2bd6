from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0005_near_rows")]

    operations: list[migrations.operations.base.Operation] = []
