const none: readonly XmlElement[] = [];
const noAttributes: ReadonlyMap<string, string> = new Map();

/** An element as the safe reader hands it on: plain data, matched by namespace and local name, knowing its place. */
export class XmlElement {
  /** Elements below, in the order of the document. */
  children: readonly XmlElement[] = none;
  /** All text and CDATA directly inside, joined across comments and processing instructions, untrimmed. */
  text = '';
  private place: string | undefined;

  constructor(
    readonly uri: string,
    readonly local: string,
    /** `cbc:ID`: see `canonicalName`. */
    readonly name: string,
    /** By local name, those of a namespace by `Q{uri}local`; namespace declarations are left out. */
    readonly attributes: ReadonlyMap<string, string>,
    private readonly parent: XmlElement | undefined,
    /** Position among the elements of the same name, from 1. */
    private readonly position: number,
  ) {}

  static readonly noAttributes = noAttributes;

  /** XPath with a position at every step. Made on demand: most elements are never asked. */
  get where(): string {
    this.place ??= `${this.parent?.where ?? ''}/${this.name}[${this.position}]`;
    return this.place;
  }

  attribute(name: string): string | undefined {
    return this.attributes.get(name);
  }
}
