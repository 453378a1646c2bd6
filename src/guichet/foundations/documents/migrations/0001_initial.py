import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import guichet.foundations.documents.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ATTACHMENT", "Pièce jointe"),
                            ("DELIVERABLE", "Livrable"),
                            ("MINUTES", "Procès-verbal"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=guichet.foundations.documents.models.storage_path,
                        verbose_name="fichier",
                    ),
                ),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveIntegerField(verbose_name="taille en octets")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("PENDING", "Analyse en cours"),
                            ("CLEAN", "Sain"),
                            ("INFECTED", "Refusé : virus détecté"),
                        ],
                        default="PENDING",
                        max_length=10,
                        verbose_name="analyse",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="déposé le")),
                (
                    "keep_until",
                    models.DateField(blank=True, null=True, verbose_name="à conserver jusqu’au"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ATTACHMENT", "DELIVERABLE", "MINUTES"])),
                        name="document_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["PENDING", "CLEAN", "INFECTED"])),
                        name="document_scan_is_known",
                    ),
                ],
            },
        ),
    ]
