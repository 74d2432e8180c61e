-- a copied database sends no text messages; mail servers are Odoo's own to switch off
UPDATE onestop_sms_gateway
   SET provider = 'log',
       sealed_values = NULL;

-- nor what was waiting when the copy was made
UPDATE onestop_notice
   SET state = 'cancelled'
 WHERE state IN ('pending', 'sending');

UPDATE queue_job
   SET state = 'cancelled'
 WHERE model_name = 'onestop.notice'
   AND state NOT IN ('done', 'cancelled', 'failed');
