-- The roles' passwords lay readable here; they follow from the installation's secret, and the next start gives them to the roles.
alter table talka.office drop column role_password;
