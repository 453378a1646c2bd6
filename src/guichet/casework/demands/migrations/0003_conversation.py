"""Read marks and mentions of the conversation."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("demands", "0002_channels")]

    operations: list[object] = []
