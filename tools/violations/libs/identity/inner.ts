export interface Inner {
  readonly secret: true;
}
