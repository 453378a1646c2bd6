import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # Before the index that needs it; a trusted extension, no superuser required.
        TrigramExtension(),
        migrations.CreateModel(
            name="Territory",
            fields=[
                (
                    "id",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="identifiant"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COUNTRY", "Pays"),
                            ("REGION", "Région"),
                            ("DEPARTMENT", "Département"),
                            ("DISTRICT", "Arrondissement"),
                            ("EPCI", "Intercommunalité"),
                            ("COMMUNE", "Commune"),
                            ("BOROUGH", "Arrondissement municipal"),
                            ("DELEGATED", "Commune déléguée ou associée"),
                        ],
                        max_length=10,
                        verbose_name="niveau",
                    ),
                ),
                ("code", models.CharField(max_length=9, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("search_key", models.CharField(editable=False, max_length=160)),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                (
                    "article",
                    models.CharField(blank=True, max_length=1, verbose_name="type de nom (INSEE)"),
                ),
                (
                    "population",
                    models.IntegerField(
                        blank=True, null=True, verbose_name="population (vide : inconnue)"
                    ),
                ),
                (
                    "postal_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes postaux",
                    ),
                ),
                (
                    "department_code",
                    models.CharField(
                        blank=True, max_length=3, verbose_name="département (principal)"
                    ),
                ),
                (
                    "legal_kind",
                    models.CharField(blank=True, max_length=8, verbose_name="catégorie juridique"),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="créé le (vide : avant 1943)"
                    ),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="disparu le")),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="arrondissement",
                    ),
                ),
                (
                    "epci",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="territories.territory",
                        verbose_name="EPCI",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="chef-lieu",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="territories.territory",
                        verbose_name="successeur",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire",
            },
        ),
        migrations.CreateModel(
            name="Containment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "inner",
                        "outer",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "inner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "outer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "inclusion",
            },
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(
                fields=["search_key"],
                name="territory_key_prefix",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_key"],
                name="territory_key_trigram",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["postal_codes"], name="territory_postal_codes"
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(
                fields=["code"], name="territory_code", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(fields=["department_code", "kind"], name="territory_department"),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(fields=["epci"], name="territory_epci"),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(fields=["successor"], name="territory_successor"),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "COUNTRY",
                            "REGION",
                            "DEPARTMENT",
                            "DISTRICT",
                            "EPCI",
                            "COMMUNE",
                            "BOROUGH",
                            "DELEGATED",
                        ],
                    )
                ),
                name="territory_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.UniqueConstraint(
                fields=("kind", "code"), name="territory_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(("population", None), ("population__gte", 0), _connector="OR"),
                name="territory_population_is_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="containment",
            index=models.Index(fields=["outer"], name="containment_outer"),
        ),
    ]
