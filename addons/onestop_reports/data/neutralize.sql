-- a copied database mails no reports
UPDATE onestop_report_schedule
   SET active = false;
