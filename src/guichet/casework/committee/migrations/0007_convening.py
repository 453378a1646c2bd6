from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("committee", "0006_commissions")]

    operations: list[migrations.operations.base.Operation] = []
