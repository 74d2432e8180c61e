-- a copy of the database issues nothing at the provider and knows none of its accounts
UPDATE onestop_receipt_connection SET active = FALSE, sealed_values = NULL;
UPDATE onestop_receipt_message SET state = 'cancelled', status = 'aside' WHERE state IN ('pending', 'sending');
