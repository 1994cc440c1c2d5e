/**
 * The tables of an OpenCart shop that the import reads, as its installer makes them: names, types and defaults
 * of upload/install/opencart.sql (3.0.3) and system/helper/db_schema.php (4.0.2), columns that nothing here
 * touches left out.
 */
export function openCartTables(version: 3 | 4, prefix: string): string {
  const method = version === 3 ? "varchar(128) NOT NULL" : "text NOT NULL";
  const engine = `ENGINE=${version === 3 ? "MyISAM" : "InnoDB"} DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci`;
  const table = (name: string, columns: string) =>
    `CREATE TABLE \`${prefix}${name}\` (${columns}) ${engine};`;
  return [
    table(
      "customer",
      `customer_id int(11) NOT NULL AUTO_INCREMENT, customer_group_id int(11) NOT NULL DEFAULT 1,
       firstname varchar(32) NOT NULL, lastname varchar(32) NOT NULL, email varchar(96) NOT NULL,
       telephone varchar(32) NOT NULL, password varchar(255) NOT NULL DEFAULT '', status tinyint(1) NOT NULL DEFAULT 1,
       date_added datetime NOT NULL, PRIMARY KEY (customer_id)`,
    ),
    table(
      "order",
      `order_id int(11) NOT NULL AUTO_INCREMENT, invoice_no int(11) NOT NULL DEFAULT 0,
       invoice_prefix varchar(26) NOT NULL DEFAULT 'INV-2026-00', store_id int(11) NOT NULL DEFAULT 0,
       store_name varchar(64) NOT NULL DEFAULT 'Umoya &amp; Sons', customer_id int(11) NOT NULL DEFAULT 0,
       firstname varchar(32) NOT NULL, lastname varchar(32) NOT NULL, email varchar(96) NOT NULL,
       telephone varchar(32) NOT NULL DEFAULT '', payment_method ${method},
       shipping_firstname varchar(32) NOT NULL DEFAULT '', shipping_lastname varchar(32) NOT NULL DEFAULT '',
       shipping_company varchar(60) NOT NULL DEFAULT '', shipping_address_1 varchar(128) NOT NULL DEFAULT '',
       shipping_address_2 varchar(128) NOT NULL DEFAULT '', shipping_city varchar(128) NOT NULL DEFAULT '',
       shipping_postcode varchar(10) NOT NULL DEFAULT '', shipping_country varchar(128) NOT NULL DEFAULT '',
       shipping_zone varchar(128) NOT NULL DEFAULT '', shipping_method ${method}, comment text,
       total decimal(15,4) NOT NULL DEFAULT 0.0000, order_status_id int(11) NOT NULL DEFAULT 0,
       currency_code varchar(3) NOT NULL DEFAULT 'ZAR', currency_value decimal(15,8) NOT NULL DEFAULT 1.00000000,
       date_added datetime NOT NULL, date_modified datetime NOT NULL, PRIMARY KEY (order_id)`,
    ),
    table(
      "order_product",
      `order_product_id int(11) NOT NULL AUTO_INCREMENT, order_id int(11) NOT NULL, product_id int(11) NOT NULL DEFAULT 0,
       name varchar(255) NOT NULL, model varchar(64) NOT NULL, quantity int(4) NOT NULL,
       price decimal(15,4) NOT NULL DEFAULT 0.0000, total decimal(15,4) NOT NULL DEFAULT 0.0000,
       tax decimal(15,4) NOT NULL DEFAULT 0.0000, reward int(8) NOT NULL DEFAULT 0,
       PRIMARY KEY (order_product_id), KEY order_id (order_id)`,
    ),
    table(
      "order_option",
      `order_option_id int(11) NOT NULL AUTO_INCREMENT, order_id int(11) NOT NULL, order_product_id int(11) NOT NULL,
       name varchar(255) NOT NULL, \`value\` text NOT NULL, type varchar(32) NOT NULL DEFAULT 'select',
       PRIMARY KEY (order_option_id)`,
    ),
    table(
      "order_history",
      `order_history_id int(11) NOT NULL AUTO_INCREMENT, order_id int(11) NOT NULL, order_status_id int(11) NOT NULL,
       notify tinyint(1) NOT NULL DEFAULT 0, comment text NOT NULL, date_added datetime NOT NULL,
       PRIMARY KEY (order_history_id)`,
    ),
    table(
      "order_total",
      `order_total_id int(10) NOT NULL AUTO_INCREMENT, order_id int(11) NOT NULL,
       ${version === 4 ? "extension varchar(255) NOT NULL DEFAULT ''," : ""} code varchar(32) NOT NULL,
       title varchar(255) NOT NULL, \`value\` decimal(15,4) NOT NULL DEFAULT 0.0000, sort_order int(3) NOT NULL,
       PRIMARY KEY (order_total_id), KEY order_id (order_id)`,
    ),
    table(
      "order_status",
      `order_status_id int(11) NOT NULL AUTO_INCREMENT, language_id int(11) NOT NULL, name varchar(32) NOT NULL,
       PRIMARY KEY (order_status_id, language_id)`,
    ),
    table(
      "language",
      `language_id int(11) NOT NULL AUTO_INCREMENT, name varchar(32) NOT NULL, code varchar(5) NOT NULL,
       PRIMARY KEY (language_id)`,
    ),
    table(
      "setting",
      `setting_id int(11) NOT NULL AUTO_INCREMENT, store_id int(11) NOT NULL DEFAULT 0, code varchar(128) NOT NULL,
       \`key\` varchar(128) NOT NULL, \`value\` text NOT NULL, PRIMARY KEY (setting_id)`,
    ),
    `INSERT INTO \`${prefix}language\` VALUES (1, 'English', 'en-gb');`,
    `INSERT INTO \`${prefix}order_status\` VALUES (1,1,'Pending'), (2,1,'Processing'), (3,1,'Shipped'),
      (5,1,'Complete'), (7,1,'Canceled'), (11,1,'Refunded'), (17,1,'Waiting for stock');`,
  ].join("\n");
}
