-- a copied database lets nobody in by what was on its way when the copy was made
UPDATE onestop_sign_in
   SET expires_at = now() AT TIME ZONE 'utc' - interval '1 second'
 WHERE expires_at > now() AT TIME ZONE 'utc';

UPDATE onestop_dossier_link
   SET expires_at = now() AT TIME ZONE 'utc' - interval '1 second'
 WHERE expires_at > now() AT TIME ZONE 'utc';

UPDATE onestop_filing
   SET generation = COALESCE(generation, 0) + 1;
