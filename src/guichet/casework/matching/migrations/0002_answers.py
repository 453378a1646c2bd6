"""Laid empty: filled by the change that it announces."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0001_initial"),
    ]

    operations: list[object] = []
