-- a copied database sends no records to the national system
UPDATE onestop_national_endpoint
   SET in_use = false,
       sealed_values = NULL;

-- nor has it its own history stamped
DELETE FROM ir_config_parameter WHERE key = 'onestop_core.stamp_address';

-- nor what was waiting when the copy was made
UPDATE onestop_national_message
   SET state = 'cancelled'
 WHERE state IN ('pending', 'sending');

UPDATE queue_job
   SET state = 'cancelled'
 WHERE model_name = 'onestop.national.message'
   AND state NOT IN ('done', 'cancelled', 'failed');
