-- a copied database lets nobody in with the identity of the real one
UPDATE auth_oauth_provider
   SET enabled = false,
       sealed_values = NULL,
       keys_kept = NULL
 WHERE onestop_oidc;
