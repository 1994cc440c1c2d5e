import {
  Activity as ActivityNode,
  AlarmClock as AlarmClockNode,
  Angry as AngryNode,
  Archive as ArchiveNode,
  ArrowDown as ArrowDownNode,
  ArrowUpDown as ArrowUpDownNode,
  ArrowUp as ArrowUpNode,
  BadgeCheck as BadgeCheckNode,
  Banknote as BanknoteNode,
  Bell as BellNode,
  BellOff as BellOffNode,
  BookOpen as BookOpenNode,
  CalendarClock as CalendarClockNode,
  CalendarPlus as CalendarPlusNode,
  CalendarX as CalendarXNode,
  Camera as CameraNode,
  CheckCheck as CheckCheckNode,
  ChevronDown as ChevronDownNode,
  ChevronRight as ChevronRightNode,
  CircleDashed as CircleDashedNode,
  CircleDot as CircleDotNode,
  CircleHelp as CircleHelpNode,
  Circle as CircleNode,
  CirclePause as CirclePauseNode,
  CircleUser as CircleUserNode,
  CircleX as CircleXNode,
  ClipboardList as ClipboardListNode,
  ClockAlert as ClockAlertNode,
  Clock as ClockNode,
  CloudCheck as CloudCheckNode,
  CloudOff as CloudOffNode,
  CloudUpload as CloudUploadNode,
  CornerDownRight as CornerDownRightNode,
  CreditCard as CreditCardNode,
  Disc3 as Disc3Node,
  Ellipsis as EllipsisNode,
  Equal as EqualNode,
  ExternalLink as ExternalLinkNode,
  Eye as EyeNode,
  EyeOff as EyeOffNode,
  FileCheck as FileCheckNode,
  FileDown as FileDownNode,
  FileImage as FileImageNode,
  FilePen as FilePenNode,
  FileSearch as FileSearchNode,
  FileSpreadsheet as FileSpreadsheetNode,
  FileText as FileTextNode,
  Flag as FlagNode,
  FolderTree as FolderTreeNode,
  Frown as FrownNode,
  Gauge as GaugeNode,
  GitCompare as GitCompareNode,
  Globe as GlobeNode,
  GripVertical as GripVerticalNode,
  Headphones as HeadphonesNode,
  Hourglass as HourglassNode,
  Image as ImageNode,
  Inbox as InboxNode,
  Keyboard as KeyboardNode,
  Languages as LanguagesNode,
  LayoutDashboard as LayoutDashboardNode,
  LifeBuoy as LifeBuoyNode,
  Link2 as Link2Node,
  ListFilter as ListFilterNode,
  Lock as LockNode,
  LogOut as LogOutNode,
  MailCheck as MailCheckNode,
  Mail as MailNode,
  MapPin as MapPinNode,
  Maximize2 as Maximize2Node,
  Merge as MergeNode,
  MessageCircleQuestion as MessageCircleQuestionNode,
  MessageSquareText as MessageSquareTextNode,
  MessagesSquare as MessagesSquareNode,
  Minus as MinusNode,
  Monitor as MonitorNode,
  Moon as MoonNode,
  PackageCheck as PackageCheckNode,
  Package as PackageNode,
  PackagePlus as PackagePlusNode,
  PackageX as PackageXNode,
  Paperclip as PaperclipNode,
  PencilLine as PencilLineNode,
  Pencil as PencilNode,
  Phone as PhoneNode,
  Plus as PlusNode,
  ReceiptText as ReceiptTextNode,
  RefreshCw as RefreshCwNode,
  Reply as ReplyNode,
  RotateCcw as RotateCcwNode,
  RotateCw as RotateCwNode,
  Router as RouterNode,
  ScanSearch as ScanSearchNode,
  Search as SearchNode,
  SearchX as SearchXNode,
  Send as SendNode,
  Settings2 as Settings2Node,
  Settings as SettingsNode,
  ShieldAlert as ShieldAlertNode,
  ShieldCheck as ShieldCheckNode,
  ShieldEllipsis as ShieldEllipsisNode,
  Sparkles as SparklesNode,
  Speaker as SpeakerNode,
  Split as SplitNode,
  Square as SquareNode,
  Star as StarNode,
  StickyNote as StickyNoteNode,
  SunMoon as SunMoonNode,
  Sun as SunNode,
  Tag as TagNode,
  Tags as TagsNode,
  ThumbsDown as ThumbsDownNode,
  ThumbsUp as ThumbsUpNode,
  Tickets as TicketsNode,
  Timer as TimerNode,
  Trash2 as Trash2Node,
  Truck as TruckNode,
  Undo2 as Undo2Node,
  UserPlus as UserPlusNode,
  UserRound as UserRoundNode,
  Users as UsersNode,
  UsersRound as UsersRoundNode,
  Video as VideoNode,
  Workflow as WorkflowNode,
  Wrench as WrenchNode,
} from "lucide";
import { icon } from "./icon";

export const AlarmClock = /* @__PURE__ */ icon(AlarmClockNode);
export const Angry = /* @__PURE__ */ icon(AngryNode);
export const Archive = /* @__PURE__ */ icon(ArchiveNode);
export const ArrowDown = /* @__PURE__ */ icon(ArrowDownNode);
export const ArrowUp = /* @__PURE__ */ icon(ArrowUpNode);
export const ArrowUpDown = /* @__PURE__ */ icon(ArrowUpDownNode);
export const BadgeCheck = /* @__PURE__ */ icon(BadgeCheckNode);
export const Banknote = /* @__PURE__ */ icon(BanknoteNode);
export const Bell = /* @__PURE__ */ icon(BellNode);
export const BellOff = /* @__PURE__ */ icon(BellOffNode);
export const CalendarClock = /* @__PURE__ */ icon(CalendarClockNode);
export const CalendarX = /* @__PURE__ */ icon(CalendarXNode);
export const Camera = /* @__PURE__ */ icon(CameraNode);
export const CheckCheck = /* @__PURE__ */ icon(CheckCheckNode);
export const ChevronDown = /* @__PURE__ */ icon(ChevronDownNode);
export const ChevronRight = /* @__PURE__ */ icon(ChevronRightNode);
export const Circle = /* @__PURE__ */ icon(CircleNode);
export const CircleDashed = /* @__PURE__ */ icon(CircleDashedNode);
export const CircleDot = /* @__PURE__ */ icon(CircleDotNode);
export const CircleHelp = /* @__PURE__ */ icon(CircleHelpNode);
export const CirclePause = /* @__PURE__ */ icon(CirclePauseNode);
export const CircleUser = /* @__PURE__ */ icon(CircleUserNode);
export const CircleX = /* @__PURE__ */ icon(CircleXNode);
export const ClipboardList = /* @__PURE__ */ icon(ClipboardListNode);
export const Clock = /* @__PURE__ */ icon(ClockNode);
export const ClockAlert = /* @__PURE__ */ icon(ClockAlertNode);
export const CloudCheck = /* @__PURE__ */ icon(CloudCheckNode);
export const CloudOff = /* @__PURE__ */ icon(CloudOffNode);
export const CloudUpload = /* @__PURE__ */ icon(CloudUploadNode);
export const CornerDownRight = /* @__PURE__ */ icon(CornerDownRightNode);
export const CreditCard = /* @__PURE__ */ icon(CreditCardNode);
export const Ellipsis = /* @__PURE__ */ icon(EllipsisNode);
export const Equal = /* @__PURE__ */ icon(EqualNode);
export const ExternalLink = /* @__PURE__ */ icon(ExternalLinkNode);
export const Eye = /* @__PURE__ */ icon(EyeNode);
export const EyeOff = /* @__PURE__ */ icon(EyeOffNode);
export const FileCheck = /* @__PURE__ */ icon(FileCheckNode);
export const FileDown = /* @__PURE__ */ icon(FileDownNode);
export const FileImage = /* @__PURE__ */ icon(FileImageNode);
export const FilePen = /* @__PURE__ */ icon(FilePenNode);
export const FileSearch = /* @__PURE__ */ icon(FileSearchNode);
export const FileSpreadsheet = /* @__PURE__ */ icon(FileSpreadsheetNode);
export const FileText = /* @__PURE__ */ icon(FileTextNode);
export const Flag = /* @__PURE__ */ icon(FlagNode);
export const FolderTree = /* @__PURE__ */ icon(FolderTreeNode);
export const Frown = /* @__PURE__ */ icon(FrownNode);
export const Gauge = /* @__PURE__ */ icon(GaugeNode);
export const GitCompare = /* @__PURE__ */ icon(GitCompareNode);
export const Globe = /* @__PURE__ */ icon(GlobeNode);
export const GripVertical = /* @__PURE__ */ icon(GripVerticalNode);
export const Hourglass = /* @__PURE__ */ icon(HourglassNode);
export const ImageIcon = /* @__PURE__ */ icon(ImageNode);
export const Inbox = /* @__PURE__ */ icon(InboxNode);
export const Keyboard = /* @__PURE__ */ icon(KeyboardNode);
export const LayoutDashboard = /* @__PURE__ */ icon(LayoutDashboardNode);
export const LifeBuoy = /* @__PURE__ */ icon(LifeBuoyNode);
export const Link2 = /* @__PURE__ */ icon(Link2Node);
export const ListFilter = /* @__PURE__ */ icon(ListFilterNode);
export const Lock = /* @__PURE__ */ icon(LockNode);
export const LogOut = /* @__PURE__ */ icon(LogOutNode);
export const Mail = /* @__PURE__ */ icon(MailNode);
export const Maximize2 = /* @__PURE__ */ icon(Maximize2Node);
export const MailCheck = /* @__PURE__ */ icon(MailCheckNode);
export const Merge = /* @__PURE__ */ icon(MergeNode);
export const MessageCircleQuestion = /* @__PURE__ */ icon(MessageCircleQuestionNode);
export const MessageSquareText = /* @__PURE__ */ icon(MessageSquareTextNode);
export const MessagesSquare = /* @__PURE__ */ icon(MessagesSquareNode);
export const Minus = /* @__PURE__ */ icon(MinusNode);
export const Monitor = /* @__PURE__ */ icon(MonitorNode);
export const Moon = /* @__PURE__ */ icon(MoonNode);
export const Package = /* @__PURE__ */ icon(PackageNode);
export const PackageCheck = /* @__PURE__ */ icon(PackageCheckNode);
export const PackagePlus = /* @__PURE__ */ icon(PackagePlusNode);
export const PackageX = /* @__PURE__ */ icon(PackageXNode);
export const Paperclip = /* @__PURE__ */ icon(PaperclipNode);
export const Pencil = /* @__PURE__ */ icon(PencilNode);
export const PencilLine = /* @__PURE__ */ icon(PencilLineNode);
export const Phone = /* @__PURE__ */ icon(PhoneNode);
export const Plus = /* @__PURE__ */ icon(PlusNode);
export const ReceiptText = /* @__PURE__ */ icon(ReceiptTextNode);
export const RefreshCw = /* @__PURE__ */ icon(RefreshCwNode);
export const Reply = /* @__PURE__ */ icon(ReplyNode);
export const RotateCcw = /* @__PURE__ */ icon(RotateCcwNode);
export const RotateCw = /* @__PURE__ */ icon(RotateCwNode);
export const Router = /* @__PURE__ */ icon(RouterNode);
export const ScanSearch = /* @__PURE__ */ icon(ScanSearchNode);
export const Search = /* @__PURE__ */ icon(SearchNode);
export const SearchX = /* @__PURE__ */ icon(SearchXNode);
export const Send = /* @__PURE__ */ icon(SendNode);
export const Settings = /* @__PURE__ */ icon(SettingsNode);
export const Settings2 = /* @__PURE__ */ icon(Settings2Node);
export const ShieldAlert = /* @__PURE__ */ icon(ShieldAlertNode);
export const ShieldEllipsis = /* @__PURE__ */ icon(ShieldEllipsisNode);
export const Split = /* @__PURE__ */ icon(SplitNode);
export const Square = /* @__PURE__ */ icon(SquareNode);
export const Sparkles = /* @__PURE__ */ icon(SparklesNode);
export const Star = /* @__PURE__ */ icon(StarNode);
export const StickyNote = /* @__PURE__ */ icon(StickyNoteNode);
export const Sun = /* @__PURE__ */ icon(SunNode);
export const SunMoon = /* @__PURE__ */ icon(SunMoonNode);
export const Tag = /* @__PURE__ */ icon(TagNode);
export const Tags = /* @__PURE__ */ icon(TagsNode);
export const Tickets = /* @__PURE__ */ icon(TicketsNode);
export const ThumbsDown = /* @__PURE__ */ icon(ThumbsDownNode);
export const ThumbsUp = /* @__PURE__ */ icon(ThumbsUpNode);
export const Timer = /* @__PURE__ */ icon(TimerNode);
export const Trash2 = /* @__PURE__ */ icon(Trash2Node);
export const Truck = /* @__PURE__ */ icon(TruckNode);
export const UserPlus = /* @__PURE__ */ icon(UserPlusNode);
export const UserRound = /* @__PURE__ */ icon(UserRoundNode);
export const Users = /* @__PURE__ */ icon(UsersNode);
export const Workflow = /* @__PURE__ */ icon(WorkflowNode);
export const UsersRound = /* @__PURE__ */ icon(UsersRoundNode);
export const Wrench = /* @__PURE__ */ icon(WrenchNode);
export const Activity = /* @__PURE__ */ icon(ActivityNode);
export const BookOpen = /* @__PURE__ */ icon(BookOpenNode);
export const Disc3 = /* @__PURE__ */ icon(Disc3Node);
export const Headphones = /* @__PURE__ */ icon(HeadphonesNode);
export const Languages = /* @__PURE__ */ icon(LanguagesNode);
export const MapPin = /* @__PURE__ */ icon(MapPinNode);
export const ShieldCheck = /* @__PURE__ */ icon(ShieldCheckNode);
export const Speaker = /* @__PURE__ */ icon(SpeakerNode);
export const Undo2 = /* @__PURE__ */ icon(Undo2Node);
export const Video = /* @__PURE__ */ icon(VideoNode);
export const CalendarPlus = /* @__PURE__ */ icon(CalendarPlusNode);
