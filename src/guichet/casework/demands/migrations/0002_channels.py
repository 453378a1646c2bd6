"""The doors by which a demand comes in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("demands", "0001_initial")]

    operations: list[object] = []
