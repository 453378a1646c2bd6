"""Laid empty: filled by the change that it announces."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_regulations"),
    ]

    operations: list[object] = []
