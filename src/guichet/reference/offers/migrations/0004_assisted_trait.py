import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0003_supply"),
    ]

    operations = [
        migrations.AlterField(
            model_name="offer",
            name="required_traits",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("MOUNTAIN", "En zone de montagne"),
                        ("RURAL", "Rurale (grille de densité de l’Insee)"),
                        ("REVITALISATION", "France ruralités revitalisation (FRR)"),
                        ("ASSISTED", "Ayant droit à l’assistance technique départementale"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="réservée aux communes",
            ),
        ),
    ]
