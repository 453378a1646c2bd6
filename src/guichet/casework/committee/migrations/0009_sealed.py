"""The proof packs that are kept: added, never changed."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER sealedpack_keeps_rows BEFORE UPDATE OR DELETE ON committee_sealedpack
    FOR EACH ROW EXECUTE FUNCTION committee_is_append_only();
CREATE TRIGGER sealedpack_keeps_table BEFORE TRUNCATE ON committee_sealedpack
    FOR EACH STATEMENT EXECUTE FUNCTION committee_is_append_only();
"""
FREE_AGAIN = """
DROP TRIGGER sealedpack_keeps_rows ON committee_sealedpack;
DROP TRIGGER sealedpack_keeps_table ON committee_sealedpack;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0008_publication"),
        ("documents", "0002_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("occasion", models.CharField(max_length=100, verbose_name="à l’occasion de")),
                ("seal", models.CharField(max_length=64, verbose_name="sceau")),
                ("pieces", models.PositiveIntegerField(verbose_name="pièces")),
                ("events", models.PositiveIntegerField(verbose_name="événements")),
                ("sealed_at", models.DateTimeField(verbose_name="scellé le")),
                ("sealed_by_label", models.CharField(max_length=200, verbose_name="par")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_packs",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier de preuve scellé",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="pack_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, FREE_AGAIN),
    ]
