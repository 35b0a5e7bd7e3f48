// From stage coordinates (m, y up) to the map's pixels (y down), and back.

export class MapView {
  constructor() {
    this.x = 0;
    this.y = 0;
    /** Pixels a metre. */
    this.scale = 1;
    this.width = 1;
    this.height = 1;
  }

  /** Show a box as large as it goes. */
  fit({ x_min_m: left, x_max_m: right, y_min_m: bottom, y_max_m: top }, margin = 0.06) {
    this.x = (left + right) / 2;
    this.y = (bottom + top) / 2;
    this.scale = (1 - 2 * margin) * Math.min(this.width / (right - left), this.height / (top - bottom));
  }

  /** Zoom by a factor about a point of the screen that stays where it is. */
  zoom(factor, across = this.width / 2, down = this.height / 2) {
    const fixed = this.toStage(across, down);
    this.scale = Math.min(1e9, Math.max(1e3, this.scale * factor));
    const moved = this.toStage(across, down);
    this.x += fixed.x - moved.x;
    this.y += fixed.y - moved.y;
  }

  /** Move what is shown by pixels. */
  pan(across, down) {
    this.x -= across / this.scale;
    this.y += down / this.scale;
  }

  toScreen(x, y) {
    return { across: this.width / 2 + (x - this.x) * this.scale, down: this.height / 2 - (y - this.y) * this.scale };
  }

  toStage(across, down) {
    return { x: this.x + (across - this.width / 2) / this.scale, y: this.y - (down - this.height / 2) / this.scale };
  }
}
