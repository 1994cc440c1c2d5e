/**
 * English words that stand for each other in questions to a shop, a provider or a house that has guests: a group a
 * line. The search by words has the same list in its table, see docs/search.md; a test compares them.
 */
export const SYNONYM_GROUPS: readonly (readonly string[])[] = `
  price cost fee charge rate tariff
  cheap inexpensive affordable budget reasonable economical
  expensive costly pricey overpriced
  refund reimburse repay
  return send back
  buy purchase order
  pay payment
  invoice bill statement
  deliver ship dispatch courier
  delivery shipment shipping parcel package consignment
  late delayed overdue
  broken faulty defective damaged cracked
  repair fix mend service
  cancel terminate end stop
  change modify amend edit update
  delete remove erase
  fast quick speedy rapid
  slow sluggish
  internet wifi wireless broadband fibre fiber connection online
  phone telephone mobile cell
  login signin logon
  password passcode
  account profile
  email mail
  help support assistance assist
  contact reach call
  problem issue trouble fault error
  guarantee warranty
  exchange swap replace replacement
  discount promotion offer deal voucher coupon special
  open opening hours times
  close shut
  big large spacious roomy huge ample
  small tiny compact cramped
  quiet peaceful silent calm
  noisy loud noise
  clean tidy spotless hygienic sanitary sanitized immaculate
  dirty filthy unclean messy
  friendly kind polite courteous welcoming
  rude unfriendly impolite
  staff employee team personnel
  waiter waitress server
  good great nice excellent lovely wonderful fantastic pleasant
  bad poor terrible awful horrible
  tasty delicious flavorful yummy
  food meal dish cuisine menu
  drink beverage beer wine cocktail
  vegetarian vegan
  kid child children family
  pet dog cat animal
  car vehicle parking park
  bathroom restroom toilet washroom shower
  room bedroom suite
  bed mattress
  comfortable comfy cozy
  view scenery vista
  decor interior decoration ambience ambiance atmosphere
  location area place neighborhood neighbourhood situated
  near close nearby convenient
  safe secure
  gym fitness exercise
  luggage baggage bag
  breakfast brunch
  allow permit accept
  available availability stock
  install installation setup technician
  move relocate relocation
  wait queue
  size portion dimension
  voucher coupon giftcard
  sign log
  connect pair link
  router modem
  outage downtime disruption
  charger adapter
  headphone earphone headset earbud
  speaker loudspeaker
  turntable recordplayer
  amplifier amp
  document paper file
  download export
  upload attach send
  receipt invoice proof
  debit deduct
  address destination
  postpone reschedule move
  appointment booking visit
  book reserve schedule
  reservation booking
  technician engineer installer
  website site webpage
  domain hostname
  complaint complain grievance
  cancel unsubscribe
  privacy personal data
  business company firm
  manual instruction guide
  setup configure install
  restart reboot reset
  crackle hiss hum buzz noise distortion
  stop fail crash
  lost missing
  stolen theft
  wrong incorrect
  error mistake
  eft transfer
  answer response reply`
  .trim()
  .split("\n")
  .map((group) => group.trim().split(" "));
