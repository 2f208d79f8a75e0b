package io.gatehouse.api.authzen;

import io.gatehouse.api.Asking;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers to a batch of at least one question, as far as they are there. Used by one thread at a time. */
final class BatchAnswers {
    /** So many short questions take about 0.3 ms. */
    private static final int FEW = 250;

    private static final int IN_A_BIT = 1000;

    private final Batch batch;
    private final Asking asking;
    private final List<EvaluationResponse> answers = new ArrayList<>();
    private boolean ended;

    BatchAnswers(Batch batch, Asking asking) {
        this.batch = batch;
        this.asking = asking;
    }

    /** Answers short questions, if there are few of them; all answers if they are there then, else null. */
    @Nullable
    List<EvaluationResponse> moreIfShort() {
        return batch.items().size() > FEW ? null : moreOfShort();
    }

    /** Answers the next one and the short ones after it; all answers once they are there, else null. */
    @Nullable
    List<EvaluationResponse> more() {
        add(Objects.requireNonNull(answer(next(), Steps.unlimited())));
        return moreOfShort();
    }

    private @Nullable List<EvaluationResponse> moreOfShort() {
        Steps steps = Steps.of(LongQuestions.LONG);
        for (int i = 0; i < IN_A_BIT && !ended; i++) {
            EvaluationResponse answer = answer(next(), steps);
            if (answer == null) {
                break;
            }
            add(answer);
        }
        return ended ? answers : null;
    }

    private Batch.Item next() {
        return batch.items().get(answers.size());
    }

    private void add(EvaluationResponse answer) {
        answers.add(answer);
        ended = answers.size() == batch.items().size() || batch.semantic().endsWith(answer.decision());
    }

    /** Null if the steps are used up. */
    private @Nullable EvaluationResponse answer(Batch.Item item, Steps steps) {
        Question question = item.question();
        try {
            if (question == null) {
                return EvaluationResponse.failed(Objects.requireNonNull(item.failure()));
            }
            return question.answerWithin(steps, asking);
        } catch (Failure failure) {
            return EvaluationResponse.failed(failure);
        }
    }
}
