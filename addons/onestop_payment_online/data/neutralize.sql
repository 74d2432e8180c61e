-- a copy of the database asks the gateway for nothing, takes no money and gives none back
UPDATE payment_provider SET state = 'disabled', vnpay_terminal = NULL, sealed_values = NULL WHERE code = 'vnpay';
UPDATE onestop_online_refund SET state = 'cancelled' WHERE state IN ('pending', 'sending');
