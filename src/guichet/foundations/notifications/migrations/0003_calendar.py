"""The letters that carry a meeting for calendars."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_thread"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="calendar",
            field=models.TextField(
                blank=True, default="", verbose_name="agenda électronique joint"
            ),
        ),
    ]
