"""The doors by which a demand comes in, and the key of the applicant's link."""

from django.db import migrations, models

CHANNELS = [
    ("FORM", "Formulaire"),
    ("OFFICER", "Saisie par le guichet"),
    ("PUBLIC", "Formulaire sans compte"),
    ("EMAIL", "Courriel"),
    ("IMPORT", "Fichier importé"),
]


class Migration(migrations.Migration):
    dependencies = [("demands", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="demand", name="demand_channel_is_known"),
        migrations.AddField(
            model_name="demand",
            name="follow_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.AlterField(
            model_name="demand",
            name="channel",
            field=models.CharField(
                choices=CHANNELS, default="FORM", max_length=10, verbose_name="canal"
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", [code for code, _ in CHANNELS])),
                name="demand_channel_is_known",
            ),
        ),
    ]
