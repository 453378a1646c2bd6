import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def told_when_sent(apps, schema_editor):
    """Until now every sending was taken to reach its structure."""
    referrals = apps.get_model("matching", "Referral").objects.all()
    referrals.update(told_at=models.F("sent_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_satisfaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="answer_channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("PHONE", "par téléphone"),
                    ("POST", "par courrier"),
                    ("IN_PERSON", "de vive voix"),
                ],
                db_default="",
                max_length=10,
                verbose_name="réponse donnée",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="letter_sent_on",
            field=models.DateField(null=True, verbose_name="lettre envoyée le"),
        ),
        migrations.AddField(
            model_name="referral",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="told_at",
            field=models.DateTimeField(null=True, verbose_name="prévenue le"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_channel", ""), ("recorded_by", None)),
                    models.Q(
                        ("answer_channel__in", ["PHONE", "POST", "IN_PERSON"]),
                        ("recorded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="referral_recorded_answer_says_how_and_by_whom",
            ),
        ),
        migrations.RunPython(told_when_sent, migrations.RunPython.noop),
    ]
