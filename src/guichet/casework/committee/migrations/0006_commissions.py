from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("committee", "0005_aftermath")]

    operations: list[migrations.operations.base.Operation] = []
