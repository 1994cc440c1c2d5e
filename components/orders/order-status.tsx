import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  BadgeCheck,
  Banknote,
  Circle,
  CircleDashed,
  CircleX,
  Package,
  PackageCheck,
  Truck,
} from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { OrderStatus, ShipmentState } from "@/lib/orders/types";

const ORDER_LOOK: Record<OrderStatus, { icon: IconComponent; tone: Tone }> = {
  pending: { icon: Circle, tone: "info" },
  paid: { icon: BadgeCheck, tone: "info" },
  processing: { icon: Package, tone: "primary" },
  shipped: { icon: Truck, tone: "primary" },
  delivered: { icon: PackageCheck, tone: "success" },
  cancelled: { icon: CircleX, tone: "neutral" },
  refunded: { icon: Banknote, tone: "neutral" },
};

const PARCEL_LOOK: Record<ShipmentState, { icon: IconComponent; tone: Tone }> = {
  preparing: { icon: CircleDashed, tone: "info" },
  underway: { icon: Truck, tone: "primary" },
  delivered: { icon: CircleCheck, tone: "success" },
  cancelled: { icon: CircleX, tone: "neutral" },
};

/** An order's status as icon, colour and word. `label` comes from `orders.status`. */
export function OrderStatusBadge({ status, label }: { status: OrderStatus; label: string }) {
  const { icon: Icon, tone } = ORDER_LOOK[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Status>
  );
}

/** How a parcel fares. `label` comes from `orders.shipments.state`. */
export function ParcelStatus({ state, label }: { state: ShipmentState; label: string }) {
  const { icon: Icon, tone } = PARCEL_LOOK[state];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Status>
  );
}
