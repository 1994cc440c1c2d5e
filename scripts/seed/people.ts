import { DAY } from "./clock.ts";
import { idOf, type Random } from "./random.ts";
import type { Row } from "./rows.ts";

/** A customer as the other makers need it. */
export type Customer = {
  id: string;
  /** How tickets and calls sign: the person, also in a company. */
  name: string;
  email: string;
  phone: string;
  town: string;
  address: Address;
  /** For host names: `naledi-mokoena`. */
  slug: string;
};

export type Address = {
  line1: string;
  suburb: string;
  city: string;
  province: string;
  postalCode: string;
  country: "ZA";
};

export type CustomerPlan = {
  key: string | number;
  name: string;
  company?: string;
  email: string;
  place?: number;
  since: Date;
};

const FIRST_NAMES =
  "Aaliyah Amahle Andile Anele Annelize Aphiwe Ayanda Bongani Busisiwe Carel Chantal Daniel Dineo Elmarie Farah Fatima Gareth Gugu Hannes Imraan Jabu Jaco Johan Karabo Katlego Keegan Kefilwe Lebo Lerato Liesl Lindiwe Lungile Mandla Marike Megan Mpho Musa Naledi Nandi Neo Nomsa Palesa Pieter Priya Refilwe Riaan Sanele Shireen Sibusiso Sipho Suné Tebogo Thabo Thandi Themba Tshepo Tumi Unathi Vusi Wandile Werner Xolani Yusuf Zanele Zinhle".split(
    " ",
  );
const LAST_NAMES =
  "Adams,Bester,Booysen,Botha,Buthelezi,Cele,Coetzee,Daniels,Dlamini,Du Plessis,Ebrahim,Fortuin,Govender,Hendricks,Jacobs,Jordaan,Khoza,Khumalo,Kruger,Lekota,Mabaso,Maharaj,Mahlangu,Maseko,Mbatha,Mkhize,Mokoena,Molefe,Moodley,Motaung,Naidoo,Ndaba,Ndlovu,Nel,Ngcobo,Nkosi,Ntuli,Patel,Petersen,Pillay,Pretorius,Radebe,Sithole,Steyn,Swart,Tshabalala,Van Wyk,Venter,Vilakazi,Zulu".split(
    ",",
  );
/** Suburb, city, province, postal code. */
const PLACES = [
  ["Melville", "Johannesburg", "Gauteng", "2092"],
  ["Die Boord", "Stellenbosch", "Western Cape", "7613"],
  ["Prince Albert Road", "Graaff-Reinet", "Eastern Cape", "6280"],
  ["Hatfield", "Pretoria", "Gauteng", "0083"],
  ["Observatory", "Cape Town", "Western Cape", "7925"],
  ["Berea", "Durban", "KwaZulu-Natal", "4001"],
  ["Westdene", "Bloemfontein", "Free State", "9301"],
  ["Walmer", "Gqeberha", "Eastern Cape", "6070"],
  ["Scottsville", "Pietermaritzburg", "KwaZulu-Natal", "3201"],
  ["Paarl South", "Paarl", "Western Cape", "7646"],
  ["Steiltes", "Mbombela", "Mpumalanga", "1201"],
  ["Bendor", "Polokwane", "Limpopo", "0699"],
  ["Monument Heights", "Kimberley", "Northern Cape", "8301"],
  ["Heather Park", "George", "Western Cape", "6529"],
  ["Vincent", "East London", "Eastern Cape", "5247"],
  ["Bryanston", "Sandton", "Gauteng", "2191"],
] as const;
const STREETS =
  "Acacia,Aloe,Baobab,Bosduif,Buitengracht,Church,Disa,Dolerite,Erica,Fynbos,Kiepersol,Kloof,Long,Loerie,Main,Marula,Milkwood,Oak,Protea,Riebeek,Station,Sunbird,Tamboti,Vlei,Waterkant,Yellowwood".split(
    ",",
  );

/** A first and a last name. */
function makeName(random: Random): string {
  return `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
}

/** A customer profile and what others need of it. The customer number is left to the database. */
export function makeCustomer(plan: CustomerPlan, random: Random) {
  const [suburb, city, province, postalCode] = PLACES[plan.place ?? -1] ?? random.pick(PLACES);
  const address: Address = {
    line1: `${random.int(1, 240)} ${random.pick(STREETS)} Street`,
    suburb,
    city,
    province,
    postalCode,
    country: "ZA",
  };
  const customer: Customer = {
    id: idOf("customer", plan.key),
    name: plan.name,
    email: plan.email,
    phone: phoneOf(plan.key, random),
    town: city,
    address,
    slug: slugOf(plan.company ?? plan.name),
  };
  const profile: Row<"customer_profiles"> = {
    id: customer.id,
    kind: plan.company ? "company" : "person",
    full_name: plan.name,
    company_name: plan.company ?? null,
    email: plan.email,
    phone: customer.phone,
    billing_address: address,
    shipping_address: address,
    locale: "en-ZA",
    time_zone: "Africa/Johannesburg",
    source: "seed",
    external_id: String(plan.key),
    created_at: plan.since.toISOString(),
  };
  return { customer, profile };
}

/** A person with an e-mail address that leads nowhere (`.example` is reserved), for the customer with this key. */
export function personPlan(key: string | number, random: Random, now: Date): CustomerPlan {
  const name = makeName(random);
  return {
    key,
    name,
    email: `${slugOf(name).replaceAll("-", ".")}.${key}@mail.example`,
    since: new Date(now.getTime() - random.int(3 * 365, 8 * 365) * DAY),
  };
}

function slugOf(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Numbers of 010 555 as films use them; there is no range set aside in South Africa. */
function phoneOf(key: string | number, random: Random): string {
  const line = typeof key === "number" ? key % 10_000 : random.int(0, 9_999);
  return `+2710555${String(line).padStart(4, "0")}`;
}
