from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0004_assisted_trait")]

    operations: list[migrations.operations.base.Operation] = []
