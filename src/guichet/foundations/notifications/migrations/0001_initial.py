import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_email", models.EmailField(max_length=254, verbose_name="destinataire")),
                ("subject", models.CharField(max_length=250, verbose_name="objet")),
                ("body", models.TextField(verbose_name="texte")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="lien")),
                ("about", models.CharField(blank=True, max_length=80, verbose_name="à propos de")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("WAITING", "En attente d’envoi"),
                            ("SENT", "Envoyé"),
                            ("FAILED", "Échec, nouvel essai prévu"),
                            ("ABANDONED", "Non remis"),
                        ],
                        default="WAITING",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("last_error", models.TextField(blank=True, verbose_name="dernière erreur")),
                ("created_at", models.DateTimeField(verbose_name="écrit le")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="envoyé le")),
                (
                    "to_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "courriel",
                "indexes": [
                    models.Index(fields=["status", "created_at"], name="delivery_status_created")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["WAITING", "SENT", "FAILED", "ABANDONED"])
                        ),
                        name="delivery_status_is_known",
                    )
                ],
            },
        ),
    ]
