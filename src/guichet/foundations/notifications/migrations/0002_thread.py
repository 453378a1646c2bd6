from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="thread",
            field=models.CharField(blank=True, max_length=20, verbose_name="fil de réponse"),
        ),
    ]
