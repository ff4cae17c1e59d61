import { workerSteps, Refused, WatchHouse } from '@libs/operations';
import { type Config, mayWatch, Metrics, watchWork } from '@libs/platform';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../http/actor';
import { CONFIG } from '../tokens';

@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    house: WatchHouse,
  ) {
    watchWork(metrics, workerSteps, () => house.work());
  }

  /** Figures for the operator. No sign-in: it is this machine that may ask, or whoever has the token. */
  @Get()
  @OpenToEverybody()
  async show(@Req() { ip, headers }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { publicUrl, metrics } = this.config;
    if (!mayWatch({ address: ip, headers, throughProxy: publicUrl !== undefined }, metrics.token)) throw notForYou();
    void reply.header('cache-control', 'no-store').type(this.metrics.contentType);
    return this.metrics.text();
  }
}

const notForYou = (): Refused =>
  new Refused('forbidden', 'metrics-closed', {
    de: 'Die Betriebszahlen sind nicht für diese Adresse. Es wurde nichts gezeigt. Bitte vom selben Rechner fragen oder METRICS_TOKEN setzen und als Bearer senden.',
    en: 'The figures are not for this address. Nothing was shown. Ask from the same machine, or set METRICS_TOKEN and send it as Bearer.',
  });
