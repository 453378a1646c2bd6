"""Where an orientation of the agency's board may be read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0004_fact_files")]

    operations = [
        migrations.AddField(
            model_name="strategicorientation",
            name="source",
            field=models.CharField(blank=True, max_length=300, verbose_name="source"),
        ),
    ]
