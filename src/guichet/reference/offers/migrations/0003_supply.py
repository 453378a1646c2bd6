"""Laid empty: filled by the change that it announces."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0002_conditions_and_origin"),
    ]

    operations: list[object] = []
