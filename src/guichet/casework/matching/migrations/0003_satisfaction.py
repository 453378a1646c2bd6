import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0002_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Satisfaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usefulness",
                    models.CharField(
                        choices=[
                            ("YES", "Oui, elle a fait avancer le projet"),
                            ("PARTLY", "En partie"),
                            ("NO", "Non"),
                        ],
                        max_length=10,
                        verbose_name="cette aide a-t-elle été utile",
                    ),
                ),
                (
                    "comment",
                    models.CharField(blank=True, max_length=500, verbose_name="en une phrase"),
                ),
                ("given_label", models.CharField(max_length=150, verbose_name="donnée par")),
                ("given_at", models.DateTimeField(verbose_name="donnée le")),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="satisfaction",
                        to="matching.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "satisfaction",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("usefulness__in", ["YES", "PARTLY", "NO"])),
                        name="satisfaction_is_known",
                    )
                ],
            },
        ),
    ]
