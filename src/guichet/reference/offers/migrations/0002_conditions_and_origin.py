import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_absences"),
        ("offers", "0001_initial"),
        ("policies", "0002_service_levels"),
        ("territories", "0002_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="members_only",
            field=models.BooleanField(default=False, verbose_name="réservée à ses adhérents"),
        ),
        migrations.AddField(
            model_name="offer",
            name="origin",
            field=models.CharField(
                blank=True,
                choices=[("AIDES_TERRITOIRES", "Aides-territoires"), ("SPREADSHEET", "Tableur")],
                max_length=20,
                verbose_name="origine",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="origin_key",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="identifiant d’origine"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="own_share",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="part à la charge du demandeur, en %"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="required_traits",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("MOUNTAIN", "En zone de montagne"),
                        ("RURAL", "Rurale (grille de densité de l’Insee)"),
                        ("REVITALISATION", "France ruralités revitalisation (FRR)"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="réservée aux communes",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="yearly_capacity",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="dossiers possibles par an"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("own_share", None), ("own_share__lte", 100), _connector="OR"),
                name="offer_share_is_a_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["", "AIDES_TERRITOIRES", "SPREADSHEET"])),
                name="offer_origin_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin_key", ""), _negated=True),
                fields=("origin", "origin_key"),
                name="offer_is_imported_once",
            ),
        ),
    ]
