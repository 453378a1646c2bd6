from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("committee", "0007_convening")]

    operations: list[migrations.operations.base.Operation] = []
