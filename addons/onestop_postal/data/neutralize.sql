-- a copied database asks no carrier, and orders nothing from one
UPDATE onestop_postal_carrier
   SET sealed_values = NULL;

UPDATE onestop_postal_waybill
   SET state = 'cancelled'
 WHERE state IN ('pending', 'sending');

UPDATE queue_job
   SET state = 'cancelled'
 WHERE model_name = 'onestop.postal.waybill'
   AND state NOT IN ('done', 'cancelled', 'failed');
