package io.gatehouse.api.authzen;

import io.gatehouse.api.Asking;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers to a batch, as far as they are there. Used by one thread at a time. */
final class BatchAnswers {
    private final Batch batch;
    private final Asking asking;
    private final List<EvaluationResponse> answers = new ArrayList<>();

    BatchAnswers(Batch batch, Asking asking) {
        this.batch = batch;
        this.asking = asking;
    }

    /** How many steps the whole batch may take. */
    long steps() {
        return batch.items().stream().mapToLong(this::steps).sum();
    }

    /** Answers the next ones; all answers once they are there, else null. */
    @Nullable
    List<EvaluationResponse> more() {
        int steps = 0;
        while (answers.size() < batch.items().size()) {
            Batch.Item item = batch.items().get(answers.size());
            if (steps > 0 && steps + steps(item) > LongQuestions.LONG) {
                return null;
            }
            steps += steps(item);
            EvaluationResponse answer = answer(item);
            answers.add(answer);
            if (batch.semantic().endsWith(answer.decision())) {
                break;
            }
        }
        return answers;
    }

    private int steps(Batch.Item item) {
        return item.question() == null ? 1 : item.question().steps(asking);
    }

    private EvaluationResponse answer(Batch.Item item) {
        Question question = item.question();
        try {
            return question == null
                    ? EvaluationResponse.failed(Objects.requireNonNull(item.failure()))
                    : question.answer(asking);
        } catch (Failure failure) {
            return EvaluationResponse.failed(failure);
        }
    }
}
