"""A kind for the proof packs that are kept."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="document",
            name="document_kind_is_known",
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ATTACHMENT", "Pièce jointe"),
                    ("DELIVERABLE", "Livrable"),
                    ("MINUTES", "Procès-verbal"),
                    ("PROOF", "Dossier de preuve"),
                ],
                max_length=20,
                verbose_name="nature",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["ATTACHMENT", "DELIVERABLE", "MINUTES", "PROOF"])),
                name="document_kind_is_known",
            ),
        ),
    ]
