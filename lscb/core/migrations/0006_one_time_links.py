import re

from django.db import migrations, models

LINK = re.compile(r"\S+/(?:join|account/reset/key)/[\w-]+/")


def forget(apps, schema_editor):
    """Messages sent before this kept the link that let their reader in."""
    sent = apps.get_model("core", "Notification").objects.exclude(sent_at=None)
    for note in sent.filter(models.Q(body__contains="/join/") | models.Q(body__contains="/reset/key/")):
        note.body = LINK.sub("[a link that works once]", note.body)
        note.save(update_fields=["body"])


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_where_people_are_signed_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='one_time_link',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('one_time_link', ''), _connector='OR'), name='notification_sent_keeps_no_one_time_link'),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
