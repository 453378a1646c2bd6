"""Links that are revoked, reminders that leave by themselves, letters of a rehearsal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0006_commissions")]

    operations = [
        migrations.AddField(
            model_name="committee",
            name="reminder_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=3,
                null=True,
                verbose_name="relance, en jours ouvrés avant la séance",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="reminder_on",
            field=models.DateField(blank=True, null=True, verbose_name="relance automatique le"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="reminded_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="relance automatique partie le"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="link",
            field=models.UUIDField(blank=True, null=True, unique=True, verbose_name="lien révoqué"),
        ),
        migrations.AlterField(
            model_name="proof",
            name="kind",
            field=models.CharField(
                choices=[
                    ("SENT", "Envoyée"),
                    ("SENT_AGAIN", "Renvoyée"),
                    ("REMINDED", "Relancée"),
                    ("POSTED", "Remise par un autre moyen"),
                    ("OPENED", "Ouverte"),
                    ("REVOKED", "Lien révoqué"),
                    ("RENEWED", "Nouveau lien envoyé"),
                ],
                max_length=10,
                verbose_name="nature",
            ),
        ),
        migrations.RemoveConstraint(model_name="proof", name="proof_kind_known"),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "SENT",
                            "SENT_AGAIN",
                            "REMINDED",
                            "POSTED",
                            "OPENED",
                            "REVOKED",
                            "RENEWED",
                        ],
                    )
                ),
                name="proof_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "REVOKED"), ("link__isnull", False)),
                    models.Q(models.Q(("kind", "REVOKED"), _negated=True), ("link", None)),
                    _connector="OR",
                ),
                name="proof_of_revocation_names_the_link",
            ),
        ),
        migrations.CreateModel(
            name="RehearsalLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.CharField(max_length=254, verbose_name="destinataire")),
                ("subject", models.CharField(max_length=250, verbose_name="objet")),
                ("body", models.TextField(verbose_name="texte")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="lien")),
                ("at", models.DateTimeField(verbose_name="écrite le")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsal_letters",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={"verbose_name": "lettre de répétition"},
        ),
    ]
