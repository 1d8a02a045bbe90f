"""A proposal of a recorded star or of its withdrawal is neither rewritten nor put into another's name."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0056_labels'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='recordedstar',
            trigger=pgtrigger.compiler.Trigger(name='recorded_star_proposed_by_somebody', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.proposed_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id AND d.recorded_as IN ('before', 'example')) THEN RAISE EXCEPTION 'recorded_star_proposed_by_somebody' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='08c6b08c29322b29ab23d4494f27b4c81404c302', operation='INSERT', pgid='pgtrigger_recorded_star_proposed_by_somebody_e0e51', table='ratings_recordedstar', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordedstar',
            trigger=pgtrigger.compiler.Trigger(name='recorded_star_stays_as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.decision_id, OLD.product_id, OLD.stars, OLD.expires_on, OLD.proposed_by_id) IS DISTINCT FROM (NEW.decision_id, NEW.product_id, NEW.stars, NEW.expires_on, NEW.proposed_by_id) THEN RAISE EXCEPTION 'recorded_star_stays_as_proposed' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='78220db9d98f4326ca531823b02590441da7fe93', operation='UPDATE', pgid='pgtrigger_recorded_star_stays_as_proposed_b48d2', table='ratings_recordedstar', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordedwithdrawal',
            trigger=pgtrigger.compiler.Trigger(name='recorded_withdrawal_stays_as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.decision_id, OLD.recognition_id, OLD.ground, OLD.proposed_by_id) IS DISTINCT FROM (NEW.decision_id, NEW.recognition_id, NEW.ground, NEW.proposed_by_id) THEN RAISE EXCEPTION 'recorded_withdrawal_stays_as_proposed' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='ddce7e99a0c30e923bb468d627c8ee6edc789c4d', operation='UPDATE', pgid='pgtrigger_recorded_withdrawal_stays_as_proposed_be422', table='ratings_recordedwithdrawal', when='BEFORE')),
        ),
    ]
