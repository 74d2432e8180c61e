-- a copied database sends nothing: no text messages, no records to the national system
UPDATE onestop_sms_gateway
   SET provider = 'log',
       url = 'https://neutralized.invalid',
       headers = NULL,
       report_token = NULL;

UPDATE onestop_national_endpoint
   SET in_use = false,
       url = 'https://neutralized.invalid',
       headers = NULL;

-- nor what was waiting when the copy was made; mail servers are Odoo's own to switch off
UPDATE onestop_notice
   SET state = 'cancelled'
 WHERE state IN ('pending', 'sending');

UPDATE onestop_national_message
   SET state = 'cancelled'
 WHERE state IN ('pending', 'sending');

UPDATE queue_job
   SET state = 'cancelled'
 WHERE model_name IN ('onestop.notice', 'onestop.national.message')
   AND state NOT IN ('done', 'cancelled', 'failed');
