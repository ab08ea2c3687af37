CREATE TABLE accounts (holder text, iban text);
INSERT INTO accounts (holder, iban) VALUES
  ('Ames, Ada', 'DE33194875749118625276'),
  ('Birk, Bo', 'DE70018955597971147104'),
  ('Crane, Cleo', 'DE70974650752917034236'),
  ('Dorn, Dan', 'DE83671276842684656321');
