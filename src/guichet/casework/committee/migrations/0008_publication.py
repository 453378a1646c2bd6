import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0007_convening"), ("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="adopted_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="adopted_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committee.meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adopted_document", None), ("adopted_in", None)),
                    models.Q(
                        ("adopted_document__isnull", False),
                        ("adopted_in__isnull", False),
                        ("document__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="minutes_second_edition_after_the_first",
            ),
        ),
    ]
