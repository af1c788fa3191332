from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def give_a_day(apps, schema_editor):
    """What waits for an agency already is given a fortnight from today."""
    today = timezone.localdate()
    waiting = apps.get_model("self_assessment", "Conversation").objects.filter(awaits="agency")
    waiting.update(asked_on=today, answer_by=today + timedelta(days=14))


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0001_first_release'),
        ('core', '0001_first_release'),
        ('programme', '0001_first_release'),
        ('self_assessment', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='challengers_open_evidence',
            field=models.BooleanField(default=False, verbose_name='challengers may open what shows the answers'),
        ),
        migrations.AddField(
            model_name='conversation',
            name='answer_by',
            field=models.DateField(blank=True, null=True, verbose_name='to be answered by'),
        ),
        migrations.AddField(
            model_name='conversation',
            name='asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(give_a_day, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('challengers_open_evidence', False), ('has_challengers', True), _connector='OR'), name='campaign_evidence_is_opened_by_challengers'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('awaits', 'agency')), models.Q(models.Q(('awaits', 'agency'), _negated=True), ('answer_by', None)), _connector='OR'), name='conversation_awaits_the_agency_by_a_day'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', True), ('asked_on__isnull', True)), models.Q(('answer_by__isnull', False), ('asked_on__isnull', False)), _connector='OR'), name='conversation_asked_stamps'),
        ),
    ]
