-- a copy of the database must not lead anybody's money to a real account
UPDATE onestop_fee_account SET number = '0000000000', holder = 'KHONG CHUYEN TIEN VAO DAY';
